/** Asks recorded evaluations again: what would a candidate policy have answered, and what do we know by now of those actions? */
package dev.countersign.policy.replay;
