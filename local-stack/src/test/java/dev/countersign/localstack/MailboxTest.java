package dev.countersign.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {

    @TempDir
    private Path folder;

    @Test
    void aMessageIsKeptForEachRecipientAndSurvivesARestart() throws MessagingException {
        try (Mailbox mailbox = Mailbox.start(folder, 0, 0)) {
            send(
                    mailbox,
                    "Antwort für María",
                    "Grüße\nhttp://localhost:8082/reviews/1",
                    "maria@example.com",
                    "tom@example.com");
        }

        try (Mailbox again = Mailbox.start(folder, 0, 0)) {
            assertThat(again.isHealthy()).isTrue();
            assertThat(Mail.in(folder)).hasSize(2).allSatisfy(mail -> {
                assertThat(mail.subject()).isEqualTo("Antwort für María");
                assertThat(mail.text()).contains("Grüße").contains("http://localhost:8082/reviews/1");
            });
            assertThat(Mail.in(folder))
                    .extracting(Mail::file)
                    .anySatisfy(name -> assertThat(name).endsWith("maria@example.com.eml"));
        }
    }

    @Test
    void whatIsInAMessageIsShownAsText() throws MessagingException, IOException, InterruptedException {
        try (Mailbox mailbox = Mailbox.start(folder, 0, 0)) {
            send(mailbox, "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "ana@example.com");

            HttpResponse<String> list = get(mailbox, "/");
            HttpResponse<String> one =
                    get(mailbox, "/" + Mail.in(folder).getFirst().file());

            assertThat(list.body()).contains("&lt;script&gt;").doesNotContain("<script>");
            assertThat(one.body()).contains("&lt;img src=x").doesNotContain("<img");
            assertThat(one.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        }
    }

    @Test
    void onlyMessagesAreServed() throws IOException, InterruptedException {
        try (Mailbox mailbox = Mailbox.start(folder, 0, 0)) {
            assertThat(get(mailbox, "/..%2f..%2fetc%2fpasswd").statusCode()).isEqualTo(404);
            assertThat(get(mailbox, "/none.eml").statusCode()).isEqualTo(404);
        }
    }

    private static void send(Mailbox mailbox, String subject, String text, String... recipients)
            throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(mailbox.smtpPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("countersign@example.com"));
        for (String recipient : recipients) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        }
        message.setSubject(subject, "UTF-8");
        message.setText(text, "UTF-8");
        Transport.send(message);
    }

    private static HttpResponse<String> get(Mailbox mailbox, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + mailbox.pagePort() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
