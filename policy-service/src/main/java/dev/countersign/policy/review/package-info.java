/** What the other rooms say about reviews, as far as it changes an evaluation. */
package dev.countersign.policy.review;
