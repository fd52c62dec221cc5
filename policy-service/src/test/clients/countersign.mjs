// What both scripts know of the service under test, and of the reviewer, whom the test behind them plays.
const { COUNTERSIGN_URL, COUNTERSIGN_TOKEN } = process.env;

export const url = (path) => new URL(path, COUNTERSIGN_URL);
export const authorization = { Authorization: `Bearer ${COUNTERSIGN_TOKEN}` };
export const processName = process.env.COUNTERSIGN_PROCESS;

/** Asks the reviewer for the decision of this name. */
export const decide = (decision, evaluation) => console.log(`decide ${decision} ${evaluation}`);

export async function api(path, body) {
  const response = await fetch(url(path), {
    method: body === undefined ? "GET" : "POST",
    headers: { ...authorization, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** What a reviewer needs to see, and the policy asks for. */
export const context = {
  target: "order/4711",
  confidence: 0.5,
  sources: [{ title: "get_order", excerpt: "order 4711 was late" }],
  case: { id: "case-1", subject: "customer/mia", attributes: { accountOwner: "person:maria" } },
};
