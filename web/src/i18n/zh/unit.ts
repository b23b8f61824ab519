export default { wan: "万元", yi: "亿元" };
