export default { strong: "强", potential: "潜", weak: "弱", missing: "缺", unknown: "未知", unstable: "结论不稳：换用合理的权重或门槛会改变" };
