export default { reader: "查阅", editor: "编辑", admin: "管理员" };
