/** Shapes that browsers have and TypeScript 4.8's libraries lack. One line each, only what we use. */
interface HTMLElement {
  popover: "auto" | "manual" | null
  showPopover(): void
  hidePopover(): void
  togglePopover(force?: boolean): boolean
}
interface Array<T> {
  findLast(predicate: (value: T, index: number) => unknown): T | undefined
  findLastIndex(predicate: (value: T, index: number) => unknown): number
  toSorted(compare?: (a: T, b: T) => number): T[]
}
interface ReadonlyArray<T> {
  findLast(predicate: (value: T, index: number) => unknown): T | undefined
  findLastIndex(predicate: (value: T, index: number) => unknown): number
  toSorted(compare?: (a: T, b: T) => number): T[]
}
interface Selection {
  modify(alter: "move" | "extend", direction: "forward" | "backward" | "left" | "right", granularity: "character" | "word" | "line" | "lineboundary" | "documentboundary" | "paragraph" | "sentence"): void
}
interface AbortSignalStatic {
  any(signals: readonly AbortSignal[]): AbortSignal
}
declare class Highlight {
  constructor(...ranges: AbstractRange[])
  add(range: AbstractRange): this
  delete(range: AbstractRange): boolean
  clear(): void
  readonly size: number
}
declare namespace CSS {
  const highlights: Map<string, Highlight>
}
interface TrustedHTML { toString(): string }
interface TrustedTypePolicy { createHTML(text: string): TrustedHTML, createScriptURL(text: string): TrustedScriptURL }
interface TrustedScriptURL { toString(): string }
interface TrustedTypePolicyFactory {
  createPolicy(name: string, rules: { createHTML?(text: string): string, createScriptURL?(text: string): string }): TrustedTypePolicy
}
interface Window { trustedTypes?: TrustedTypePolicyFactory }
declare namespace Intl {
  interface SegmentData { segment: string, index: number, input: string, isWordLike?: boolean }
}
interface CanvasRenderingContext2D { roundRect(x: number, y: number, width: number, height: number, radii?: number): void }
