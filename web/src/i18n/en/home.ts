export default { title: "Overview" };
