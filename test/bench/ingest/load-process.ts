import { deliveryTexts } from './delivery-texts.js';
import { type EventPlan, eventTexts, knownMemberTexts } from './events.js';
import { type LoadResult, type Pace, runLoad } from './load-loop.js';
import { type PreparedRequest, prepareRequests, type Target } from './requests.js';

// The load runs in a process of its own, so that its CPU time is visible apart from the server's and the bench's.

export type LoadCommand =
  | {
      readonly do: 'prepare';
      readonly target: Target;
      readonly batch: number;
      readonly plan: EventPlan | 'known members';
      readonly until: number;
    }
  | { readonly do: 'run'; readonly port: number; readonly pace: Pace; readonly seconds: number };

export type LoadReport =
  | { readonly done: 'prepare'; readonly requests: number; readonly bytes: number }
  | { readonly done: 'run'; readonly result: LoadResult; readonly cpuSeconds: number }
  | { readonly done: 'failed'; readonly message: string };

const textsOf = (plan: EventPlan): Iterable<string> => (plan.deliveriesOnly ? deliveryTexts(plan) : eventTexts(plan));

let requests: PreparedRequest[] = [];

async function obey(command: LoadCommand): Promise<LoadReport> {
  if (command.do === 'prepare') {
    requests = [];
    const texts = command.plan === 'known members' ? knownMemberTexts(command.until) : textsOf(command.plan);
    requests = prepareRequests(texts, command.batch, command.target);
    return { done: 'prepare', requests: requests.length, bytes: requests.reduce((sum, r) => sum + r.bytes.length, 0) };
  }
  const before = process.cpuUsage();
  const result = await runLoad(requests, command.port, command.pace, command.seconds);
  const { user, system } = process.cpuUsage(before);
  return { done: 'run', result, cpuSeconds: (user + system) / 1e6 };
}

process.on('message', (command: LoadCommand) => {
  void obey(command)
    .catch((error: Error): LoadReport => ({ done: 'failed', message: error.message }))
    .then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit(0));
