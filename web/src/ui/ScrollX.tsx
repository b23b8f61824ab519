import { useEffect, useRef, useState, type ReactNode } from "react";

/** A table wider than its place: it scrolls sideways, and a keyboard can reach it when it does. */
export function ScrollX({ className = "", children }: { className?: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const el = box.current;
    if (!el) return;
    const measure = () => setWide(el.scrollWidth > el.clientWidth + 1);
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    if (el.firstElementChild) watch.observe(el.firstElementChild);
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={box} className={`scroll-x ${className}`} tabIndex={wide ? 0 : undefined}>
      {children}
    </div>
  );
}
