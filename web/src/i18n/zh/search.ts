export default { hint: "查企业、产业链、地区、命令" };
