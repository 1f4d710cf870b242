/**
 * What tests say to Thunderbird from inside: bodies of functions that run in its own context, each with the
 * values of its `scene`. They press the buttons that people press as far as there is one to press.
 */

const COMMON = `
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const main = Services.wm.getMostRecentWindow("mail:3pane");
const until = async (what, look) => {
  for (const end = Date.now() + 30000; Date.now() < end;) {
    const found = look();
    if (found) return found;
    await new Promise((next) => main.setTimeout(next, 50));
  }
  throw new Error("Thunderbird: " + what);
};
const account = () => MailServices.accounts.accounts.find(({ incomingServer }) => incomingServer.type === "imap");
const inbox = () => account().incomingServer.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
const pane = () => main.document.getElementById("tabmail").currentAbout3Pane;
`;

/** An IMAP account with an outgoing server, without TLS on this machine. Scene: address, password, ports. */
export const ADD_ACCOUNT = `
const { accounts, outgoingServer } = MailServices;
const server = accounts.createIncomingServer(scene.address, "127.0.0.1", "imap");
server.port = scene.imapPort;
server.socketType = Ci.nsMsgSocketType.plain;
server.authMethod = Ci.nsMsgAuthMethod.passwordCleartext;
server.password = scene.password;
const smtp = outgoingServer.createServer("smtp").QueryInterface(Ci.nsISmtpServer);
smtp.hostname = "127.0.0.1";
smtp.port = scene.smtpPort;
smtp.socketType = Ci.nsMsgSocketType.plain;
smtp.authMethod = Ci.nsMsgAuthMethod.none;
const identity = accounts.createIdentity();
identity.email = scene.address;
identity.fullName = "Rita Reader";
identity.smtpServerKey = smtp.key;
identity.doFcc = false;
identity.composeHtml = false;
const made = accounts.createAccount();
made.addIdentity(identity);
made.incomingServer = server;
accounts.defaultAccount = made;
return Services.appinfo.version;
`;

/** An own key, and the list's key, accepted as checked. Scene: secretKey, fingerprint, listKey. */
export const ADD_OPENPGP_KEYS = `
const { RNP } = ChromeUtils.importESModule("chrome://openpgp/content/modules/RNP.sys.mjs");
const { PgpSqliteDb2 } = ChromeUtils.importESModule("chrome://openpgp/content/modules/sqliteDb.sys.mjs");
const { EnigmailKeyRing } = ChromeUtils.importESModule("chrome://openpgp/content/modules/keyRing.sys.mjs");
const own = await RNP.importSecKeyBlockImpl(null, () => "", false, scene.secretKey);
const list = await RNP.importPubkeyBlockAutoAcceptImpl(null, scene.listKey, "verified");
if (own.exitCode !== 0 || list.exitCode !== 0) throw new Error("keys: " + own.errorMsg + list.errorMsg);
await PgpSqliteDb2.acceptAsPersonalKey(scene.fingerprint);
EnigmailKeyRing.clearCache();
account().defaultIdentity.setUnicharAttribute("openpgp_key_id", scene.fingerprint.slice(-16));
`;

/** An own certificate, and authorities that are trusted for mail. Scene: pkcs12 (path), passphrase, authorities (base64). */
export const ADD_CERTIFICATES = `
const certificates = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
file.initWithPath(scene.pkcs12);
if (certificates.importPKCS12File(file, scene.passphrase) !== 0) throw new Error("PKCS#12 is not taken");
for (const authority of scene.authorities) certificates.addCertFromBase64(authority, ",C,");
const identity = account().defaultIdentity;
const own = certificates.getCerts().find(({ emailAddress }) => emailAddress === identity.email);
for (const use of ["signing", "encryption"]) {
  identity.setUnicharAttribute(use + "_cert_name", own.displayName);
  identity.setUnicharAttribute(use + "_cert_dbkey", own.dbKey);
}
`;

/** Fetches mail, opens the first message, and gives what stands on the screen. Scene: marker, a word of its text. */
export const READ_FIRST = `
account().incomingServer.getNewMessages(account().incomingServer.rootFolder, null, null);
await until("no mail comes", () => inbox()?.getTotalMessages(false) > 0);
pane().displayFolder(inbox().URI);
await until("the inbox is not shown", () => pane().gFolder === inbox() && pane().gDBView?.rowCount > 0);
pane().threadTree.selectedIndex = 0;
const shown = await until("the message is not shown", () => {
  const view = pane().messageBrowser.contentWindow;
  const text = view?.getMessagePaneBrowser?.()?.contentDocument?.body?.textContent ?? "";
  return text.includes(scene.marker) && view.document.getElementById("cryptoBox").hasAttribute("tech") && { view, text };
});
const { document, currentAttachments } = shown.view;
const icon = (name) => document.getElementById(name).getAttribute("src") ?? "";
await until("the signature is not judged", () => icon("signedHdrIcon") !== "");
const attachments = await Promise.all(currentAttachments.map(async ({ name, url }) => {
  const answer = await new Promise((done) => {
    const stream = Cc["@mozilla.org/network/stream-loader;1"].createInstance(Ci.nsIStreamLoader);
    stream.init({ onStreamComplete: (_loader, _context, _status, _length, octets) => done(octets) });
    const principal = Services.scriptSecurityManager.getSystemPrincipal();
    const flags = Ci.nsILoadInfo.SEC_ALLOW_CROSS_ORIGIN_SEC_CONTEXT_IS_NULL;
    const type = Ci.nsIContentPolicy.TYPE_OTHER;
    Services.io.newChannel(url, null, null, null, principal, null, flags, type).asyncOpen(stream);
  });
  return { name, text: new TextDecoder().decode(new Uint8Array(answer)) };
}));
return {
  text: shown.text,
  subject: pane().gDBView.cellTextForColumn(0, "subjectCol"),
  tech: document.getElementById("cryptoBox").getAttribute("tech"),
  encrypted: icon("encryptedHdrIcon"),
  signed: icon("signedHdrIcon"),
  attachments,
};
`;

/** Presses Reply, waits until encryption is chosen by itself, writes, and sends. Scene: answer. */
export const REPLY = `
const composer = new Promise((opened) => {
  const listener = {
    onOpenWindow(window) {
      const { domWindow } = window.docShell;
      domWindow.addEventListener("compose-editor-ready", () => {
        Services.wm.removeListener(listener);
        opened(domWindow);
      }, { once: true });
    },
    onCloseWindow() {},
  };
  Services.wm.addListener(listener);
});
pane().commandController.doCommand("cmd_reply");
const window = await composer;
await until("nobody to answer", () => window.document.querySelector("mail-address-pill"));
await until("the answer would go in clear", () => window.gSendEncrypted && window.gSendSigned);
const editor = window.GetCurrentEditor();
editor.beginningOfDocument();
editor.insertText(scene.answer);
const closed = new Promise((done) => window.addEventListener("unload", done, { once: true }));
window.goDoCommand("cmd_sendNow");
await closed;
`;

/** A script for Marionette: arguments are the scene and the callback that takes the outcome. */
export function chromeScript(body: string): string {
  return `
const [scene, done] = arguments;
(async () => {${COMMON}${body}})().then((value) => done({ value }), (error) => done({ error: error + "\\n" + error.stack }));
`;
}
