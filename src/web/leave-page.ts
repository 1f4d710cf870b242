/**
 * `/leave/TOKEN` (RFC 8058). GET shows a button and acts never, for programs look at links; POST lets the member leave whom
 * the link names. Nothing of a request counts but its path and its body: no cookie, no Host, no address.
 */
import type { Bytes, EmailAddress, Language } from "#base";
import { say, type Voice } from "#i18n";
import { doorAddress } from "#lists";
import {
  type Context,
  leaveByLink,
  type LeaveToken,
  type LeftByLink,
  type LinkHolder,
  linkHolder,
} from "#operations";
import { LinkCounter } from "./link-counter.ts";
import { ONE_CLICK, saysOneClick } from "./one-click-body.ts";
import type { Page } from "./page.ts";

export interface WebRequest {
  readonly method: "GET" | "POST";
  /** As it was asked for, without the part behind `?`. */
  readonly path: string;
  readonly contentType: string;
  /** null: it is larger than bodies may be. */
  readonly body: () => Promise<Bytes | null>;
}

export interface WebAnswer {
  readonly status: number;
  readonly page: Page;
}

export interface LeaveSite {
  /** The operator's, for whom nobody is asked; each link is asked for apart. */
  readonly context: Context;
  /** null: it is not ours, or too old. */
  readonly readToken: (token: string) => LeaveToken | null;
}

const PATH = /^(?:\/[\w.-]+)*\/leave\/([\w.-]{1,80})$/;

export class LeavePage {
  readonly #site: LeaveSite;
  readonly #counter = new LinkCounter();

  constructor(site: LeaveSite) {
    this.#site = site;
  }

  async answer(request: WebRequest): Promise<WebAnswer> {
    const { context, readToken } = this.#site;
    const name = PATH.exec(request.path)?.[1];
    const token = name === undefined ? null : readToken(name);
    if (token === null) return this.#said(404, "leave-link-unknown");
    if (!this.#counter.mayLook(token.member, context.clock.now()))
      return this.#said(429, "leave-link-too-often");
    const holder = await linkHolder(context, token);
    if (holder === "moved") return this.#said(404, "leave-link-unknown");
    if (request.method === "GET")
      return holder === null ? this.#said(410, "leave-link-used") : askedByButton(holder);
    const body = await request.body();
    if (body === null) return this.#said(413, "leave-link-unknown");
    if (!saysOneClick(request.contentType, body)) return this.#said(400, "leave-link-unknown");
    if (holder === null) return this.#said(200, "leave-link-used");
    return leftAs(holder, await leaveByLink(context, holder, token));
  }

  /** To somebody of whom nothing is known. */
  #said(status: number, key: "leave-link-unknown" | "leave-link-used" | "leave-link-too-often"): WebAnswer {
    const language = this.#site.context.language ?? "en";
    return { status, page: pageIn(language, language, [say(language, key)]) };
  }
}

function askedByButton({ list, voice, language }: LinkHolder): WebAnswer {
  const page = pageIn(voice, language, [say(voice, "leave-link-ask", { list: list.address })]);
  return { status: 200, page: { ...page, button: { ...ONE_CLICK, text: say(voice, "leave-link-button") } } };
}

function leftAs({ list, voice, language }: LinkHolder, how: LeftByLink): WebAnswer {
  const about = { list: list.address };
  switch (how) {
    case "left":
      return { status: 200, page: pageIn(voice, language, [say(voice, "leave-link-left", about)]) };
    case "staff":
      return { status: 200, page: pageIn(voice, language, [staffWords(list.address, voice)]) };
    case "used":
      return { status: 200, page: pageIn(voice, language, [say(voice, "leave-link-used")]) };
    case "refused": {
      const address = doorAddress(list.address, "leave");
      return {
        status: 403,
        page: pageIn(voice, language, [say(voice, "leave-link-refused", { ...about, address })]),
      };
    }
  }
}

function staffWords(list: EmailAddress, voice: Voice): string {
  return say(voice, "leave-link-staff", { list, join: doorAddress(list, "join") });
}

function pageIn(voice: Voice, language: Language, lines: readonly string[]): Page {
  return { language, title: say(voice, "leave-link-title"), lines };
}
