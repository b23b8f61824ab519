import { DrawingPage } from "./DrawingPage";

/** Nodes and the technologies they rest on, by level. */
export function Component() {
  return <DrawingPage kind="technology" />;
}
