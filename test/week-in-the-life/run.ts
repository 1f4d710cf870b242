/** `npm run week`: lives through the week on a server of its own and prints what happened. */
import { diaryOfTheWeek } from "./diary-of-the-week.ts";

process.stdout.write(await diaryOfTheWeek());
