export default {
  OFFLINE: "The server cannot be reached. Check the network or that the program is running, then try again.",
  UNEXPECTED: "This page failed and the last action may not be complete. Reload and try again.",
};
