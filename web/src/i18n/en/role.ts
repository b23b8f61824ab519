export default { reader: "Reader", editor: "Editor", admin: "Administrator" };
