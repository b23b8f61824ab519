/** The only way out of the front end: typed calls to /api/v1 of the same origin. */
import { prefs } from "@/app/prefs";
import { Problem } from "./problem";

export type Query = Record<string, string | number | boolean | readonly string[] | undefined | null>;

export interface Page<T> {
  items: T[];
  next?: string;
  total?: number;
}

export const root = "/api/v1";

/** The address of an operation, with the query in a fixed order and empty values left out. */
export function address(path: string, query?: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === "") continue;
    if (Array.isArray(value)) for (const one of value as readonly string[]) params.append(name, one);
    else params.append(name, String(value));
  }
  const tail = params.toString();
  return root + path + (tail ? `?${tail}` : "");
}

interface Send {
  query?: Query;
  body?: unknown;
  /** The version the change is based on; the program answers 412 when it moved on. */
  ifMatch?: string;
  signal?: AbortSignal;
}

/** Called when the session has ended; the frame shows the sign-in page. */
let onSignedOut: () => void = () => {};
export function whenSignedOut(run: () => void): void {
  onSignedOut = run;
}

export interface Answer<T> {
  data: T;
  etag: string | null;
}

/** Sends a request and returns the decoded body with its ETag; refusals throw {@link Problem}. */
export async function send<T>(method: string, path: string, { query, body, ifMatch, signal }: Send = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": prefs().lang };
  let payload: BodyInit | undefined;
  if (body instanceof FormData || body instanceof Blob) payload = body;
  else if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    payload = JSON.stringify(body);
  }
  if (ifMatch) headers["If-Match"] = ifMatch;
  const response = await fetch(address(path, query), { method, headers, body: payload, signal, credentials: "same-origin" });
  if (!response.ok) {
    const problem = new Problem(response.status, await problemBody(response));
    if (response.status === 401 && !path.startsWith("/session")) onSignedOut();
    throw problem;
  }
  const text = response.status === 204 ? "" : await response.text();
  return { data: (text ? JSON.parse(text) : undefined) as T, etag: response.headers.get("ETag") };
}

async function problemBody(response: Response): Promise<Record<string, unknown>> {
  try {
    return (await response.json()) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return (await send<T>("GET", path, { query, signal })).data;
}

export async function post<T>(path: string, body?: unknown, query?: Query): Promise<T> {
  return (await send<T>("POST", path, { body, query })).data;
}

export async function put<T>(path: string, body?: unknown, ifMatch?: string): Promise<T> {
  return (await send<T>("PUT", path, { body, ifMatch })).data;
}

export async function patch<T>(path: string, body?: unknown, ifMatch?: string): Promise<T> {
  return (await send<T>("PATCH", path, { body, ifMatch })).data;
}

export async function del<T>(path: string, query?: Query): Promise<T> {
  return (await send<T>("DELETE", path, { query })).data;
}
