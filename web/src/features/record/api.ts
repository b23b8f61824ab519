/** Calls about records, and the keys under which their answers are kept. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { address, del, get, post, send, type Page, type Query } from "@/api/client";
import type { Ruler } from "@/ui/grid/reach";
import type { RowPage, RowSource } from "@/ui/grid/useRows";
import type { Condition, Field, Kind, Question, RecordRow, Source, Values } from "./model";

export const keys = {
  kinds: ["kinds"] as const,
  list: (kind: string) => ["records", kind] as const,
  one: (kind: string, id: string) => ["record", kind, id] as const,
  duplicates: (kind: string) => ["duplicates", kind] as const,
};

/** The kinds of record, as the catalog declares them. */
export function useKinds() {
  return useQuery({ queryKey: keys.kinds, queryFn: ({ signal }) => get<Page<Kind>>("/kinds", undefined, signal), staleTime: Infinity });
}

export function useKind(name: string): Kind | undefined {
  return useKinds().data?.items.find((k) => k.name === name);
}

const wireOp: Record<Condition["op"], string> = { is: "eq", from: "ge", to: "le", has: "contains", unknown: "unknown", known: "known" };

/** A condition as the API reads it: field:op or field:op:value. */
export function wireCondition(c: Condition, field: Field | undefined): string {
  const op = c.op === "is" && field?.type === "division" ? "within" : wireOp[c.op];
  return c.op === "unknown" || c.op === "known" ? `${c.field}:${op}` : `${c.field}:${op}:${c.value}`;
}

/** The question in the words of the API. */
export function wireQuestion(kind: Kind, question: Question, scope: { region: string; chain: string }): Query {
  const has = (id: string) => kind.fields.some((f) => f.id === id);
  const filter = question.conditions.map((c) => wireCondition(c, kind.fields.find((f) => f.id === c.field)));
  const chainHere = scope.chain && has("chain") && !question.conditions.some((c) => c.field === "chain");
  if (chainHere) filter.push(`chain:eq:${scope.chain}`);
  return {
    region: scope.region === "000000" ? undefined : scope.region,
    chain: scope.chain && kind.name === "firm" ? scope.chain : undefined,
    q: question.q.trim(),
    filter,
    sort: question.sort ? (question.sort.down ? "-" : "") + question.sort.id : undefined,
  };
}

/** Rows of a page of the grid. */
export const pageSize = 200;

export function recordSource(kind: Kind, question: Question, scope: { region: string; chain: string }): RowSource<RecordRow> {
  const query = wireQuestion(kind, question, scope);
  return {
    key: [...keys.list(kind.name), query],
    size: pageSize,
    fetch: ({ cursor, skip }, signal) =>
      get<RowPage<RecordRow>>(`/records/${kind.name}`, { ...query, limit: pageSize, cursor, skip: skip || undefined, total: cursor || skip ? undefined : true }, signal),
    measure: (signal) => get<Ruler>(`/records/${kind.name}/ruler`, query, signal),
  };
}

/** The address of a download of the whole answer. */
export function exportAddress(kind: Kind, question: Question, scope: { region: string; chain: string }, format: "csv" | "xlsx"): string {
  return address(`/records/${kind.name}/export`, { ...wireQuestion(kind, question, scope), format });
}

export interface Detailed {
  record: RecordRow;
  etag: string | null;
}

export function useRecord(kind: string, id: string) {
  return useQuery({
    queryKey: keys.one(kind, id),
    queryFn: async ({ signal }): Promise<Detailed> => {
      const { data, etag } = await send<RecordRow>("GET", `/records/${kind}/${id}`, { signal });
      return { record: data, etag };
    },
    enabled: id !== "",
  });
}

/** One claim in the ledger of a record. */
export interface Claim {
  id: string;
  as_of: string;
  given_by: string;
  import?: string;
  sheet?: string;
  row?: number;
  values: Values;
  source: Source;
  at: string;
  withdrawn_at?: string;
  /** Fields whose shown value this claim decides. */
  shown: string[];
}

export function useClaims(kind: string, id: string) {
  return useQuery({ queryKey: [...keys.one(kind, id), "claims"], queryFn: ({ signal }) => get<Page<Claim>>(`/records/${kind}/${id}/claims`, undefined, signal) });
}

/** Records of another kind whose field names this one. */
export function useReferring(kind: string, field: string, id: string, on = true) {
  return useQuery({
    queryKey: [...keys.list(kind), "referring", field, id],
    queryFn: ({ signal }) => get<Page<RecordRow>>(`/records/${kind}`, { filter: [`${field}:eq:${id}`], limit: 200 }, signal),
    enabled: on,
  });
}

export function useRecordActs(kind: string) {
  const cache = useQueryClient();
  const changed = () => Promise.all([keys.list(kind), ["record", kind], ["bin", kind]].map((queryKey) => cache.invalidateQueries({ queryKey })));
  return {
    /** Adds a record; its values become a claim of the person. */
    add: async (values: Values) => {
      const out = await post<RecordRow>(`/records/${kind}`, { values });
      await changed();
      return out;
    },
    /** Puts a person's claim on a record; refused with 412 when it changed meanwhile. */
    save: async (id: string, values: Values, etag: string | null, note?: string) => {
      const out = await send<RecordRow>("PATCH", `/records/${kind}/${id}`, { body: { values, note }, ifMatch: etag ?? undefined });
      await changed();
      return out.data;
    },
    remove: async (id: string, etag: string | null) => {
      await send<void>("DELETE", `/records/${kind}/${id}`, { ifMatch: etag ?? undefined });
      await changed();
    },
    withdraw: async (claim: string) => {
      await del<void>(`/records/${kind}/claims/${claim}`);
      await changed();
    },
  };
}
