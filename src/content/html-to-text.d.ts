/** The library has no types of its own; this is what is used of it. */
declare module "html-to-text" {
  /** A node of the HTML that was read: text has `data`, elements have `name`, `attribs` and `children`. */
  export interface HtmlNode {
    readonly type: string;
    readonly name?: string;
    readonly data?: string;
    readonly attribs?: Readonly<Record<string, string>>;
    readonly children?: readonly HtmlNode[];
  }
  export type Walk = (nodes: readonly HtmlNode[], builder: Builder) => void;
  export type FormatOptions = Readonly<Record<string, unknown>>;
  export type Formatter = (element: HtmlNode, walk: Walk, builder: Builder, options: FormatOptions) => void;
  export interface Builder {
    readonly options: { readonly formatters: Readonly<Record<"block" | "dataTable", Formatter>> };
  }
  export function convert(html: string, options?: Readonly<Record<string, unknown>>): string;
}
