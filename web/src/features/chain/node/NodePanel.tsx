import { useMemo } from "react";
import { useScope } from "@/app/scope";
import { usePrefs } from "@/app/prefs";
import { Inspector } from "@/ui/Inspector";
import { SignMark } from "@/ui/SignMark";
import type { Mark } from "../map/layout";
import { word } from "../model";
import type { WireMap, WireNode } from "../wire";
import { Facts } from "./Facts";
import { Neighbours } from "./Neighbours";
import { NodeFirms } from "./NodeFirms";
import { Verdict } from "./Verdict";

interface Props {
  map: WireMap;
  id: string;
  mark: Mark | undefined;
  onOpen: (id: string) => void;
  onClose: () => void;
}

/** Everything known of one node: the verdict and why, firms, inputs and outputs, dependence, who looked. */
export function NodePanel({ map, id, mark, onOpen, onClose }: Props) {
  const { lang } = usePrefs();
  const scope = useScope();
  const node = useMemo(() => map.nodes.find((n) => n.id === id) as WireNode, [map, id]);
  const lane = map.lanes.find((l) => l.id === node.stage);
  const group = map.groups?.find((g) => g.id === node.group);
  return (
    <Inspector
      title={word(node.name, lang)}
      sub={
        <>
          {mark && <SignMark sign={mark.sign} unstable={mark.unstable} />}
          <span>{[word(lane?.name, lang), word(group?.name, lang)].filter(Boolean).join(" · ")}</span>
          <code>{node.id}</code>
        </>
      }
      onClose={onClose}
    >
      <Verdict chain={map.chain} region={scope.region} node={id} />
      <NodeFirms map={map} region={scope.region} node={id} />
      <Neighbours map={map} id={id} onOpen={onOpen} />
      <Facts map={map} node={node} />
    </Inspector>
  );
}
