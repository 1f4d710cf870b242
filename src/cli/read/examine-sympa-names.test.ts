import assert from "node:assert/strict";
import { test } from "node:test";
import { examineSympaNames } from "./examine-sympa-names.ts";

const NONE = {
  openssl: "",
  key_password: "",
  cafile: "",
  capath: "",
  x509_user_certs: "",
  task_models: "",
};

test("a folder that is not there can be made, a file has to be named aright", async () => {
  const [folder] = await examineSympaNames("/nowhere", { ...NONE, x509_user_certs: "certs" });
  assert.match(folder?.todo ?? "", /^make it \(mkdir -m 700 \/nowhere\/certs, .* or correct x509_user_certs/);
  const [file] = await examineSympaNames("/nowhere", { ...NONE, cafile: "ca.pem" });
  assert.equal(file?.todo, "correct cafile in conclave.toml");
});
