/** Names of `sympa.conf` that mean something here, so that a site can bring its own along. */
import { z } from "zod";

/** `daily` is the model that comes with Sympa: the task runs as `[tasks]` says. */
const taskModel = z.enum(["", "daily", "off"], {
  error: 'say "daily" or "off"; other times stand below [tasks]',
});

export const sympaNames = {
  cafile: z
    .string()
    .default("")
    .describe(
      "PEM file of certificate authorities, for lists with smime_trust = ca that name none of their own.",
    ),
  capath: z
    .string()
    .default("")
    .describe("A folder of such files, with hashed names or any others. Revocation lists in it count, too."),
  x509_user_certs: z
    .string()
    .default("")
    .describe(
      "A folder of members' certificates, named user@domain, user@domain@sign and user@domain@enc. It is watched, and certificates that came along with mail are written there. Empty for none.",
    ),
  openssl: z
    .string()
    .default("")
    .describe("Sympa's path of openssl: accepted and not used. No program is started to serve mail."),
  key_password: z
    .string()
    .default("")
    .describe(
      "Sympa's password of all lists' private keys: it opens those that `conclave key import` reads. Take it out afterwards.",
    ),
  task_models: z
    .string()
    .default("")
    .describe(
      "A folder with Sympa's chk_cert_expiration.daily.task and crl_update.daily.task, and the file of addresses that the second names. They are taken at each start. Empty for none.",
    ),
  chk_cert_expiration_task: taskModel
    .default("")
    .describe("Sympa's task model: daily, or off. Empty: as [tasks] says."),
  crl_update_task: taskModel
    .default("")
    .describe("Sympa's task model: daily, or off. Empty: as [tasks] says."),
};

interface TaskNames {
  readonly chk_cert_expiration_task: z.output<typeof taskModel>;
  readonly crl_update_task: z.output<typeof taskModel>;
  readonly tasks: { readonly chk_cert_expiration: string; readonly crl_update: string };
}

/** Sympa's names of tasks go before those of `[tasks]`: off is off. */
export function withSympaTasks<Config extends TaskNames>(config: Config): Config {
  const { chk_cert_expiration_task: expiry, crl_update_task: lists } = config;
  const off = {
    ...(expiry === "off" ? { chk_cert_expiration: "off" } : {}),
    ...(lists === "off" ? { crl_update: "off" } : {}),
  };
  return { ...config, tasks: { ...config.tasks, ...off } };
}
