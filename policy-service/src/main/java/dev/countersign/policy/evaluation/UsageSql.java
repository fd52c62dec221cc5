package dev.countersign.policy.evaluation;

import dev.countersign.contracts.policy.UsageLimit;
import dev.countersign.policy.evaluation.Ledger.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/** How the accounts of limits are read and written. */
final class UsageSql {

    /**
     * Holds the limits of these processes until the transaction ends: of two actions that fit one by one but not together, exactly one
     * goes. Always in the same order, so that nobody waits in a circle.
     */
    static final String LOCK = """
            select pg_advisory_xact_lock(k.lock) is null
            from (select hashtextextended('limits:' || p.process, 0) as lock
                  from unnest($1::text[]) as p(process) order by 1) as k
            """;

    /**
     * Where each account stands now, and stood when its window began. How many are asked about is kept from the planner (by the inner
     * selects): knowing it, it would make the same plan anew each time, which takes five times as long as what is planned.
     */
    static final String READ = """
            select q.process, q.limit_name, latest.uses, latest.total, latest.at,
                   coalesce(before.uses, 0), coalesce(before.total, 0)
            from unnest((select $1::text[]), (select $2::text[]), (select $3::timestamptz[])) as q(process, limit_name, since)
            join lateral (select u.uses, u.total, u.at from limit_use u
                          where u.process = q.process and u.limit_name = q.limit_name
                          order by u.at desc, u.uses desc limit 1) as latest on true
            left join lateral (select u.uses, u.total from limit_use u
                               where u.process = q.process and u.limit_name = q.limit_name and u.at <= q.since
                               order by u.at desc, u.uses desc limit 1) as before on true
            """;

    static final String WRITE = """
            insert into limit_use (process, limit_name, at, uses, evaluation, amount, total)
            select u.process, u.limit_name, u.at, u.uses, u.evaluation, u.amount::numeric, u.total::numeric
            from unnest($1::text[], $2::text[], $3::timestamptz[], $4::bigint[], $5::uuid[], $6::text[], $7::text[])
                as u(process, limit_name, at, uses, evaluation, amount, total)
            """;

    /** What one action used up of each limit within its window; looks from the time on at which it was answered. */
    static final String OWN = """
            select q.limit_name, own.amount
            from unnest($1::text[], $2::timestamptz[]) as q(limit_name, since)
            join lateral (select u.amount, u.at from limit_use u
                          where u.process = $3 and u.limit_name = q.limit_name and u.at >= $4 and u.evaluation = $5
                          order by u.at, u.uses limit 1) as own on own.at > q.since
            """;

    /** Removes what lies before the last use that a window may begin after. */
    static final String PRUNE = """
            delete from limit_use u
            using unnest($1::text[], $2::text[], $3::timestamptz[]) as q(process, limit_name, since)
            where u.process = q.process and u.limit_name = q.limit_name
              and (u.at, u.uses) < (select b.at, b.uses from limit_use b
                                    where b.process = q.process and b.limit_name = q.limit_name and b.at <= q.since
                                    order by b.at desc, b.uses desc limit 1)
            """;

    private UsageSql() {}

    /** An account and the length of its window. */
    record Asked(Account account, Instant since) {

        static List<Asked> of(String process, Collection<UsageLimit> limits, Instant now) {
            return limits.stream()
                    .map(limit -> new Asked(new Account(process, limit.name()), since(now, limit.per())))
                    .toList();
        }

        /** A limit may look back further than there is time. */
        private static Instant since(Instant now, Duration per) {
            return per.compareTo(Duration.between(Instant.EPOCH, now)) < 0 ? now.minus(per) : Instant.EPOCH;
        }
    }

    static Object[] reading(List<Asked> asked) {
        return new Object[] {
            asked.stream().map(one -> one.account().process()).toArray(String[]::new),
            asked.stream().map(one -> one.account().limit()).toArray(String[]::new),
            asked.stream().map(one -> utc(one.since())).toArray(OffsetDateTime[]::new)
        };
    }

    static Object[] writing(List<Ledger.Use> uses) {
        return new Object[] {
            uses.stream().map(use -> use.account().process()).toArray(String[]::new),
            uses.stream().map(use -> use.account().limit()).toArray(String[]::new),
            uses.stream().map(use -> utc(use.at())).toArray(OffsetDateTime[]::new),
            uses.stream().map(Ledger.Use::uses).toArray(Long[]::new),
            uses.stream().map(Ledger.Use::evaluation).toArray(java.util.UUID[]::new),
            uses.stream().map(use -> use.amount().toPlainString()).toArray(String[]::new),
            uses.stream().map(use -> use.total().toPlainString()).toArray(String[]::new)
        };
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
