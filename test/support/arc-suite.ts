/** The vectors of the ARC test suite: messages, the records that their domains publish, and what is to come of them. */
import { readCorpus } from "./corpus.ts";

export interface ArcCase {
  /** `scenario: name`. */
  readonly name: string;
  /** With CRLF. */
  readonly message: Buffer;
  readonly records: Readonly<Record<string, string>>;
  /** Status of the chain in lower case; "": the suite does not say. */
  readonly chain: string;
  /** The fields of the set that is to be made; "" for none, undefined where nothing is to be made. */
  readonly seal: { readonly AS: string; readonly AMS: string } | undefined;
  /** PEM. */
  readonly privateKey: string;
}

interface Scenario {
  readonly description: string;
  readonly tests: Readonly<Record<string, Vector>>;
  readonly "txt-records": Readonly<Record<string, string>>;
  readonly privatekey?: string;
}

interface Vector {
  readonly message: string;
  readonly cv?: string;
  readonly AS?: string;
  readonly AMS?: string;
}

export function arcCases(file: "arc-draft-validation-tests" | "arc-draft-sign-tests"): readonly ArcCase[] {
  const scenarios = JSON.parse(readCorpus(`arc-test-suite/${file}.json`).toString()) as readonly Scenario[];
  return scenarios.flatMap((scenario) =>
    Object.entries(scenario.tests).map(([name, { message, cv = "", AS, AMS = "" }]) => ({
      name: `${scenario.description}: ${name}`,
      message: Buffer.from(message.replaceAll(/\r?\n/g, "\r\n")),
      records: scenario["txt-records"],
      chain: cv.toLowerCase(),
      seal: AS === undefined ? undefined : { AS, AMS },
      privateKey: scenario.privatekey ?? "",
    })),
  );
}
