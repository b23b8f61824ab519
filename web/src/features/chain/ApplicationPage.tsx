import { DrawingPage } from "./DrawingPage";

/** Products and the fields they are used in. */
export function Component() {
  return <DrawingPage kind="application" />;
}
