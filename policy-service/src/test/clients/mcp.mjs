// The MCP SDK's own client against /mcp.
import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { authorization, context, decide, processName, url } from "./countersign.mjs";

const mcp = url("/mcp");
await assert.rejects(new Client({ name: "nobody", version: "1" }).connect(new StreamableHTTPClientTransport(mcp)));

const client = new Client({ name: "refund-agent", version: "1" });
await client.connect(new StreamableHTTPClientTransport(mcp, { requestInit: { headers: authorization } }));
assert.match(client.getInstructions(), /propose_action/);

const { tools } = await client.listTools();
assert.deepEqual(
  tools.map((tool) => tool.name).sort(),
  ["await_decision", "propose_action", "report_escape", "report_execution", "revise_action", "simulate_action", "withdraw_action"],
);

// The client holds each structured answer to the schema that the tool promised.
async function call(name, args, options) {
  const result = await client.callTool({ name, arguments: args }, undefined, options);
  assert.ok(!result.isError, JSON.stringify(result.content));
  assert.deepEqual(JSON.parse(result.content[0].text), result.structuredContent);
  return result.structuredContent;
}

const { target, ...besides } = context;
const proposal = (payload) => ({ process: processName, action: { type: "refund", target, payload }, ...besides });

const simulated = await call("simulate_action", proposal({ amount: 20 }));
assert.equal(simulated.status, "waiting");
assert.equal(simulated.id, undefined);

// A person changes it while the agent waits, and the agent hears that it is being waited for.
const waiting = await call("propose_action", { ...proposal({ amount: 20, text: "Sorry" }), idempotencyKey: "mcp-1" });
assert.equal(waiting.status, "waiting");
const again = await call("propose_action", { ...proposal({ amount: 20, text: "Sorry" }), idempotencyKey: "mcp-1" });
assert.equal(again.id, waiting.id);
let heard = 0;
setTimeout(() => decide("edit", waiting.id), 1_500);
const released = await call("await_decision", { evaluation: waiting.id }, { onprogress: () => heard++ });
assert.equal(released.status, "released");
assert.ok(heard > 0);
assert.deepEqual(released.decision.payload, { amount: 15, text: "Sorry" });
assert.ok(released.release);
const executed = await call("report_execution", { evaluation: waiting.id, status: "executed", digest: released.payloadDigest });
assert.equal(executed.status, "executed");
const escape = await call("report_escape", { evaluation: waiting.id, description: "it was the other order" });
assert.equal(escape.foundBy, "agent");

// Changes are asked for, and sent.
const unclear = await call("propose_action", proposal({ amount: 30 }));
decide("request-changes", unclear.id);
const asked = await call("await_decision", { evaluation: unclear.id });
assert.equal(asked.status, "changes-requested");
assert.equal(asked.decision.reason, "because");
const revised = await call("revise_action", { evaluation: unclear.id, payload: { amount: 25 }, note: "less" });
assert.equal(revised.status, "waiting");
assert.equal((await call("withdraw_action", { evaluation: unclear.id, reason: "done by hand" })).status, "withdrawn");

// A refusal is an error that a model can read.
const refused = await client.callTool({ name: "propose_action", arguments: { ...proposal({ amount: 1 }), confidense: 1 } });
assert.ok(refused.isError);
const problem = JSON.parse(refused.content[0].text);
assert.equal(problem.type, "urn:countersign:problem:unknown-field");
assert.equal(problem.errors[0].pointer, "/confidense");

await client.close();
console.log("done");
