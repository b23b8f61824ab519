import { createBrowserRouter, type RouteObject } from "react-router";
import { Loading } from "@/ui/Loading";
import { AppFrame } from "./AppFrame";
import { NotFound, PageFailure } from "./PageFailure";
import { rooms } from "./rooms";

/** All pages: sign-in stands outside the frame, everything else inside. */
export const routes: RouteObject[] = [
  { path: "/sign-in", lazy: () => import("@/features/session/SignInPage"), errorElement: <PageFailure />, hydrateFallbackElement: <Loading /> },
  { path: "/setup", lazy: () => import("@/features/session/SetupPage"), errorElement: <PageFailure />, hydrateFallbackElement: <Loading /> },
  {
    path: "/",
    element: <AppFrame />,
    errorElement: <PageFailure />,
    hydrateFallbackElement: <Loading />,
    children: [
      { errorElement: <PageFailure />, children: [...rooms.flatMap((room) => room.routes), { path: "*", element: <NotFound /> }] },
    ],
  },
];

// Nothing is shown while the first page's code is on its way; it is in the same binary.
export const router = createBrowserRouter(routes.map((route) => ({ ...route, hydrateFallbackElement: <></> })));
