/**
 * Scheduled work: which tasks there are, when they are due, and running each once however many processes share the
 * database. What a task does to lists and members is the business of the rooms below.
 */
export type { CertificateDirectory } from "./certificates/certificate-lookup.ts";
export { type CertificateFolder, watchCertificateFolder } from "./certificates/certificate-folder.ts";
export { fetchOverHttp } from "./revocation/fetch-over-http.ts";
export { siteTasks } from "./site-tasks.ts";
export { startTasks, type Tasks } from "./start-tasks.ts";
export { takeTaskModels } from "./task-models-folder.ts";
export type { Task, TaskReport } from "./task.ts";
