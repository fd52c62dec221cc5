/** Who is calling, as the token says. */
package dev.countersign.policy.identity;
