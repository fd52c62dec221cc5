// Graphs of LangGraph.js, interrupted, and resumed with what the service says.
import assert from "node:assert/strict";
import { Annotation, Command, END, interrupt, MemorySaver, START, StateGraph } from "@langchain/langgraph";
import { createAgent, FakeToolCallingModel, HumanMessage, humanInTheLoopMiddleware, tool, ToolMessage } from "langchain";
import { z } from "zod";
import { api, context, decide, processName } from "./countersign.mjs";

const interrupts = `/v1/langgraph/${processName}/interrupts`;

/** Sends what the graph was interrupted for, has it decided, and answers with the value to resume with. */
async function resumed(value, decisions, proposal = context) {
  const raised = await api(interrupts, { interrupt: value, proposal });
  assert.equal(raised.resume, undefined);
  raised.evaluations.forEach((evaluation, i) => decide(decisions[i], evaluation.id));
  const answered = await api(`${interrupts}/${raised.id}?wait=PT30S`);
  assert.ok(answered.resume, JSON.stringify(answered));
  return answered;
}

/** A graph of one node that asks before it refunds, as the first generation does it. */
function firstGeneration(done) {
  const refund = (state) => {
    const [answer] = interrupt([
      {
        action_request: { action: "refund", args: state.args },
        config: { allow_accept: true, allow_edit: true, allow_respond: true, allow_ignore: true },
        description: "A refund for a late order",
      },
    ]);
    if (answer.type === "accept") done.push(state.args);
    if (answer.type === "edit") done.push(answer.args.args);
    return { said: answer.type === "response" ? answer.args : answer.type };
  };
  return new StateGraph(Annotation.Root({ args: Annotation(), said: Annotation() }))
    .addNode("refund", refund)
    .addEdge(START, "refund")
    .addEdge("refund", END)
    .compile({ checkpointer: new MemorySaver() });
}

for (const [decision, executed, said] of [
  ["approve", [{ amount: 20 }], "accept"],
  ["edit", [{ amount: 15, text: "Sorry" }], "edit"],
  ["reject", [], "ignore"],
  ["request-changes", [], "because"],
]) {
  const done = [];
  const graph = firstGeneration(done);
  const thread = { configurable: { thread_id: decision } };
  const paused = await graph.invoke({ args: { amount: 20 } }, thread);
  const { resume } = await resumed(paused.__interrupt__[0].value, [decision]);
  const state = await graph.invoke(new Command({ resume }), thread);
  assert.deepEqual(done, executed, decision);
  assert.equal(state.said, said);
}

// The middleware of langchain, with a model that calls the tool twice at once.
function agent(done, allowedDecisions) {
  const refund = tool(
    async (args) => {
      done.push(args);
      return "refunded";
    },
    { name: "refund", description: "Pays money back", schema: z.object({ amount: z.number(), text: z.string().optional() }) },
  );
  const calls = [20, 30].map((amount, i) => ({ name: "refund", args: { amount }, id: `call-${i}`, type: "tool_call" }));
  return createAgent({
    model: new FakeToolCallingModel({ toolCalls: [calls, []] }),
    tools: [refund],
    middleware: [humanInTheLoopMiddleware({ interruptOn: { refund: { allowedDecisions } } })],
    checkpointer: new MemorySaver(),
  });
}

async function secondGeneration(decisions, allowedDecisions = ["approve", "edit", "reject"]) {
  const done = [];
  const graph = agent(done, allowedDecisions);
  const thread = { configurable: { thread_id: "1" } };
  const paused = await graph.invoke({ messages: [new HumanMessage("refund both")] }, thread);
  const answered = await resumed(paused.__interrupt__[0].value, decisions);
  const state = await graph.invoke(new Command({ resume: answered.resume }), thread);
  return { done, messages: state.messages, ...answered };
}

const changed = await secondGeneration(["approve", "edit"]);
assert.deepEqual(changed.done, [{ amount: 20 }, { amount: 15, text: "Sorry" }]);
assert.equal(changed.releases.filter(Boolean).length, 2);

const rejected = await secondGeneration(["reject", "reject"]);
assert.deepEqual(rejected.done, []);
assert.match(rejected.messages.find((message) => ToolMessage.isInstance(message)).content, /rejected this\. because/);

// No way to say no: the middleware stops at the answer, and nothing is done.
await assert.rejects(secondGeneration(["reject", "reject"], ["approve", "edit"]), /not allowed/);

console.log("done");
