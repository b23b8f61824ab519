/** What a new password must have; the program checks the same. */
export function passwordFaults(password: string): ("short" | "long" | "kinds")[] {
  const faults: ("short" | "long" | "kinds")[] = [];
  const length = [...password].length;
  if (length < 10) faults.push("short");
  if (length > 128) faults.push("long");
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((re) => re.test(password)).length;
  if (kinds < 3) faults.push("kinds");
  return faults;
}

/** The one-time token of an address fragment: #token=… or the bare token. */
export function tokenOf(hash: string): string {
  const bare = hash.replace(/^#/, "");
  return new URLSearchParams(bare).get("token") ?? (bare.includes("=") ? "" : bare);
}
