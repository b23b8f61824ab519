// The pages of the front end that must be clean at both sizes. Add yours here:
// name of the picture, address, and what must be seen (a CSS selector or text).
export const pages = [
  { name: "home", path: "/" },
];
