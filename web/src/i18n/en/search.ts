export default { hint: "Find firms, chains, places, commands" };
