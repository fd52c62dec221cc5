/**
 * The door for LangChain and LangGraph: an interrupt that asks for a person comes in as it is, and the value to resume the graph with
 * goes out. {@link dev.countersign.policy.langgraph.InterruptReader} reads both generations of the schema, {@link
 * dev.countersign.policy.langgraph.Answers} says what a decision means to a graph; everything else is done by the same use cases as
 * over REST.
 */
package dev.countersign.policy.langgraph;
