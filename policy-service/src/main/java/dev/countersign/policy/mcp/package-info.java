/**
 * The door for agents that speak the Model Context Protocol: tools that do what REST does, by the same use cases. How they are
 * described to a model stands in the resources under {@code mcp}.
 */
package dev.countersign.policy.mcp;
