export default { strong: "Strong", potential: "Potential", weak: "Weak", missing: "Missing", unknown: "Unknown", unstable: "Not firm: other reasonable weights or thresholds change it" };
