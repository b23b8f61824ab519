export default { wan: "10k CNY", yi: "100m CNY" };
