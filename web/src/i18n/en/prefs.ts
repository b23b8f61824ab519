export default {
  theme: "Colours",
  themes: { system: "Follow the system", light: "Light", dark: "Dark", contrast: "High contrast" },
  scale: "Text size",
  scales: { "100": "Standard", "125": "Large", "150": "Very large" },
  density: "Row height",
  densities: { compact: "Compact", roomy: "Roomy" },
  lang: "语言 / Language",
};
