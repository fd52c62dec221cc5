/**
 * CEL, as policies and authorities use it: type-checked when written, bounded when evaluated.
 *
 * <p>An expression sees four variables: {@code action} ({@code type}, {@code target}, {@code payload}, {@code before}), {@code case}
 * ({@code id}, {@code subject}, {@code attributes}, {@code conversation}), {@code signals} and {@code confidence}. What a proposal
 * left out is absent ({@code has(action.before)}), an absent confidence is {@code null}. Whole numbers of JSON are CEL integers,
 * all others doubles; comparing the two works, arithmetic between the two wants {@code double(...)}.
 */
package dev.countersign.expressions;
