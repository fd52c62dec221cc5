package dev.countersign.notification.channel;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends a notice as an e-mail, plain text with an HTML alternative. */
@ApplicationScoped
public class MailChannel {

    private final ReactiveMailer mailer;
    private final MailConfig config;
    private final ConsoleConfig console;
    private final Template text;
    private final Template html;

    MailChannel(
            ReactiveMailer mailer,
            MailConfig config,
            ConsoleConfig console,
            @Location("notice.txt") Template text,
            @Location("notice.html") Template html) {
        this.mailer = mailer;
        this.config = config;
        this.console = console;
        this.text = text;
        this.html = html;
    }

    /** Never fails: whatever goes wrong is an answer. */
    public Uni<Sending> send(Notice notice, String address) {
        if (!MailAddress.isOne(address)) {
            return Uni.createFrom().item(new Sending.Refused("invalid-address"));
        }
        return compose(notice, address)
                .flatMap(mailer::send)
                .ifNoItem()
                .after(config.sendTimeout())
                .fail()
                .map(sent -> (Sending) new Sending.Sent())
                .onFailure()
                .recoverWithItem(MailChannel::outcome);
    }

    private Uni<Mail> compose(Notice notice, String address) {
        return rendered(text, notice)
                .flatMap(plain -> rendered(html, notice)
                        .map(rich -> Mail.withText(address, notice.subject(), plain)
                                .setHtml(rich)
                                // The same for every attempt, so that a mailbox which already has it can tell.
                                .addHeader("Message-ID", "<" + notice.delivery() + "@" + domain() + ">")
                                .addHeader("Auto-Submitted", "auto-generated")
                                .addHeader("X-Auto-Response-Suppress", "All")));
    }

    private Uni<String> rendered(Template template, Notice notice) {
        TemplateInstance instance = template.data("notice", notice).data("link", link(notice));
        return instance.createUni();
    }

    private String link(Notice notice) {
        String base = console.url().toString();
        return (base.endsWith("/") ? base : base + "/") + (notice.review() == null ? "" : "reviews/" + notice.review());
    }

    private String domain() {
        String host = console.url().getHost();
        return host == null ? "countersign" : host;
    }

    /** A 5yz answer is final by SMTP's own rules; everything else may pass. */
    private static Sending outcome(Throwable failure) {
        return switch (failure) {
            case SMTPException smtp when smtp.isPermanent() -> new Sending.Refused("smtp-" + smtp.getReplyCode());
            case SMTPException smtp -> new Sending.TryAgain("smtp-" + smtp.getReplyCode());
            case TimeoutException timeout -> new Sending.TryAgain("timeout");
            default -> new Sending.TryAgain("unreachable");
        };
    }
}
