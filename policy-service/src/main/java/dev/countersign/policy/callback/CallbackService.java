package dev.countersign.policy.callback;

import dev.countersign.policy.evaluation.Callback;
import dev.countersign.policy.evaluation.Callbacks;
import dev.countersign.policy.evaluation.Proposal;
import dev.countersign.policy.identity.Ids;
import dev.countersign.problems.Problem;
import dev.countersign.problems.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Enqueues what agents are to be told. Whether and when it is sent is the {@link CallbackJob}'s. */
@ApplicationScoped
class CallbackService implements Callbacks {

    private static final String POINTER = "/callback/url";

    private final DeliveryRepository deliveries;
    private final SecretService secrets;
    private final Reach reach;
    private final CallbackConfig config;
    private final Ids ids;

    CallbackService(DeliveryRepository deliveries, SecretService secrets, Reach reach, CallbackConfig config, Ids ids) {
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.reach = reach;
        this.config = config;
        this.ids = ids;
    }

    @Override
    public Uni<Void> accept(String agent, Proposal proposal) {
        Callback callback = proposal.callback();
        if (callback == null) {
            return Uni.createFrom().voidItem();
        }
        reach.rules().refusal(callback.url()).ifPresent(CallbackService::refuse);
        return secrets.has(agent).invoke(CallbackService::signable).replaceWithVoid();
    }

    private static void refuse(String why) {
        throw Problem.of(422, "callback-refused", "Callback refused", "Nothing is sent to the address of the callback.")
                .with(new Violation(POINTER, why));
    }

    private static void signable(boolean known) {
        if (!known) {
            throw Problem.of(
                            422,
                            "callback-secret-missing",
                            "No callback secret",
                            "Callbacks are signed: get a secret first, by POST to /v1/callback-secrets.")
                    .with(new Violation("/callback", "cannot be signed yet"));
        }
    }

    @Override
    public Uni<Void> changed(Change change) {
        @Nullable News news = News.of(change.status()).orElse(null);
        return news == null
                ? Uni.createFrom().voidItem()
                : deliveries
                        .supersede(change.evaluation(), change.at())
                        .chain(former -> deliveries.persist(delivery(change, news)))
                        .replaceWithVoid();
    }

    private DeliveryEntity delivery(Change change, News news) {
        DeliveryEntity entity = new DeliveryEntity();
        entity.id = ids.next();
        entity.evaluation = change.evaluation();
        entity.process = change.process();
        entity.agent = change.agent();
        entity.url = change.url();
        entity.receiver = Destination.of(change.url()).receiver();
        entity.type = news.type();
        entity.occurredAt = change.at();
        entity.createdAt = change.at();
        entity.startOver(change.at(), change.at().plus(config.giveUpAfter()));
        return entity;
    }
}
