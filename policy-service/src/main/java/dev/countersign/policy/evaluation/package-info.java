/**
 * May this action go? {@link dev.countersign.policy.evaluation.Evaluator} decides; {@link
 * dev.countersign.policy.evaluation.Lifecycle} says what may become of an evaluation; the rest records and answers.
 */
package dev.countersign.policy.evaluation;
