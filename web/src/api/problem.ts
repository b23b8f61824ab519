/** What the program answers when it refuses: RFC 9457 problem details with our code. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly trace: string;
  readonly params: Record<string, string>;
  readonly fields: readonly FieldProblem[];
  /** Everything that came with the answer, for screens that show more. */
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(text(body.detail) || text(body.title) || `HTTP ${status}`);
    this.name = "Problem";
    this.status = status;
    this.body = body;
    this.code = text(body.code) || codeOf(status);
    this.trace = text(body.trace) || text(body.trace_id);
    this.params = isRecord(body.params) ? (body.params as Record<string, string>) : {};
    this.fields = Array.isArray(body.errors) ? body.errors.filter(isRecord).map(fieldProblem) : [];
  }
}

export interface FieldProblem {
  /** Where, for example "body.values.uscc". */
  location: string;
  code: string;
  message: string;
}

/** Any failure as a problem; a broken connection is status 0, code OFFLINE. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError) return new Problem(0, { code: "OFFLINE", detail: "" });
  return new Problem(0, { code: "UNEXPECTED", detail: error instanceof Error ? error.message : String(error) });
}

function fieldProblem(raw: Record<string, unknown>): FieldProblem {
  return { location: text(raw.location), code: text(raw.code), message: text(raw.message) };
}

function codeOf(status: number): string {
  const known: Record<number, string> = { 401: "SIGN_IN", 403: "FORBIDDEN", 404: "NOT_FOUND", 409: "CONFLICT", 412: "CHANGED", 422: "INVALID", 429: "SLOW_DOWN", 503: "UNAVAILABLE" };
  return known[status] ?? `HTTP_${status}`;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
