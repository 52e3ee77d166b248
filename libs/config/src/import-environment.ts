/** What `npm run import` reads of the environment: the key, which on the command line every user of the machine could see. */
export function importEnvironment(environment: NodeJS.ProcessEnv = process.env): { key: string | undefined } {
  return { key: environment.GRAPEVINE_KEY || undefined };
}
