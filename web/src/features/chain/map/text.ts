/** Fitting names into boxes: broken by phrase, and cut with … only at the end. */

/** The width of a text in px. */
export type Measure = (text: string) => number;

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** The pieces between which a line may break; an opening bracket stays with what follows. */
export function phrases(text: string): string[] {
  const out: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const last = out[out.length - 1];
    const glued = last !== undefined && (/^[，、。；：）)\]》”’·/+\-—%]/.test(segment) || /[（(\[《“‘/+\-]$/.test(last));
    if (glued) out[out.length - 1] = last + segment;
    else out.push(segment);
  }
  return out;
}

/** Cuts a text to a width, with … when something is left out; empty when not even … fits. */
export function ellipsis(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const chars = [...text];
  let lo = 0;
  let hi = chars.length;
  while (lo < hi) {
    const mid = (lo + hi + 1) >> 1;
    if (measure(chars.slice(0, mid).join("").trimEnd() + "…") <= width) lo = mid;
    else hi = mid - 1;
  }
  return lo === 0 ? "" : chars.slice(0, lo).join("").trimEnd() + "…";
}

/** At most `most` lines of a width. */
export function lines(text: string, width: number, most: number, measure: Measure): string[] {
  if (measure(text) <= width) return [text];
  if (most <= 1) {
    const one = ellipsis(text, width, measure);
    return one ? [one] : [];
  }
  const out: string[] = [];
  let line = "";
  const parts = phrases(text);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (measure((line + part).trimEnd()) <= width) {
      line += part;
      continue;
    }
    // the last line, or a single word wider than the line: cut what is left
    if (out.length === most - 1) return close(out, line + parts.slice(i).join(""), width, measure);
    if (line.trim() !== "") {
      out.push(line.trim());
      line = "";
      i--;
      continue;
    }
    const [head, rest] = splitWord(part, width, measure);
    if (head === "") return close(out, part, width, measure);
    out.push(head);
    parts[i] = rest;
    i--;
  }
  return close(out, line, width, measure);
}

function close(out: string[], rest: string, width: number, measure: Measure): string[] {
  const last = ellipsis(rest.trim(), width, measure);
  return last ? [...out, last] : out;
}

function splitWord(word: string, width: number, measure: Measure): [string, string] {
  const chars = [...word];
  let n = chars.length;
  while (n > 0 && measure(chars.slice(0, n).join("")) > width) n--;
  return [chars.slice(0, n).join(""), chars.slice(n).join("")];
}
