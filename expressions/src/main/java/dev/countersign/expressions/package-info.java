/**
 * CEL, as policies and authorities use it: type-checked when written, bounded when evaluated.
 *
 * <p>An expression sees four variables: {@code action} ({@code type}, {@code target}, {@code payload}, {@code before}), {@code case}
 * ({@code id}, {@code subject}, {@code attributes}, {@code conversation}), {@code signals} and {@code confidence}. What a proposal
 * left out is absent ({@code has(action.before)}), an absent confidence is {@code null}. Whole numbers of JSON are CEL integers,
 * all others doubles; comparing the two works, arithmetic between the two wants {@code double(...)}.
 *
 * <p>{@link Expression} is one that was written, {@link Fit} says whether a payload has what it reads, {@link Compiled} is what
 * answers, of a {@link Reading} that the expressions of one evaluation share.
 */
package dev.countersign.expressions;
