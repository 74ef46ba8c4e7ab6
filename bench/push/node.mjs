// Node's web-push as well as it can be used: one agent kept alive, the VAPID header made once a service, 64 at a time.
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const task = JSON.parse(readFileSync(process.argv[2], "utf8"));
const library = createRequire(`${task.folder}/`)("web-push");
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const { subject, publicKey, privateKey } = task.vapid;
const signed = new Map();

function authorization(endpoint) {
  const { origin } = new URL(endpoint);
  if (!signed.has(origin)) {
    const { getVapidHeaders } = createRequire(`${task.folder}/`)("web-push/src/vapid-helper.js");
    signed.set(origin, getVapidHeaders(origin, subject, publicKey, privateKey, "aes128gcm").Authorization);
  }
  return signed.get(origin);
}

async function send(count) {
  let at = 0;
  const one = async () => {
    while (at < count) {
      const endpoint = task.endpoints[at++ % task.endpoints.length];
      const headers = { Authorization: authorization(endpoint) };
      await library.sendNotification({ endpoint, keys: task.keys }, task.payload, { TTL: 3600, topic: "bench", headers, agent });
    }
  };
  await Promise.all(Array.from({ length: 64 }, one));
}

await send(64);
console.log("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const [word, count] = line.split(" ");
  const cpu = process.cpuUsage();
  const begin = process.hrtime.bigint();
  if (word === "go") await send(Number(count));
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ begin: Number(begin) / 1e9, seconds, cpu: (user + system) / 1e6, megabytes: 0 }));
}
