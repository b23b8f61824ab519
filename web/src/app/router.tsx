import { createBrowserRouter, type RouteObject } from "react-router";
import { AppFrame } from "./AppFrame";
import { NotFound, PageFailure } from "./PageFailure";
import { rooms } from "./rooms";

/** All pages: sign-in stands outside the frame, everything else inside. */
export const routes: RouteObject[] = [
  { path: "/sign-in", lazy: () => import("@/features/session/SignInPage"), errorElement: <PageFailure /> },
  { path: "/setup", lazy: () => import("@/features/session/SetupPage"), errorElement: <PageFailure /> },
  {
    path: "/",
    element: <AppFrame />,
    errorElement: <PageFailure />,
    children: [
      { errorElement: <PageFailure />, children: [...rooms.flatMap((room) => room.routes), { path: "*", element: <NotFound /> }] },
    ],
  },
];

// Nothing is shown while the first page's code is on its way; it is in the same binary.
export const router = createBrowserRouter(routes.map((route) => ({ ...route, hydrateFallbackElement: <></> })));
