package dev.countersign.policy.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.policy.evaluation.EvaluationView;
import dev.countersign.policy.identity.CallerView;
import dev.countersign.problems.Failures;
import dev.countersign.problems.Problem;
import io.quarkiverse.mcp.server.Progress;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolAnnotations;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Offers the tools at {@code /mcp}, and answers their calls: with what REST would show, or with the problem that it would say. */
@ApplicationScoped
public class McpService {

    private final ToolManager tools;
    private final ToolsService service;
    private final CallerView caller;
    private final ObjectMapper mapper;

    McpService(ToolManager tools, ToolsService service, CallerView caller, ObjectMapper mapper) {
        this.tools = tools;
        this.service = service;
        this.caller = caller;
        this.mapper = mapper;
    }

    private interface Tool {
        Uni<?> call(String agent, Arguments arguments, Progress progress);
    }

    void offer(@Observes StartupEvent started) {
        offer("propose_action", (agent, arguments, progress) -> service.propose(agent, arguments));
        offer("simulate_action", (agent, arguments, progress) -> service.simulate(agent, arguments));
        offer(
                "await_decision",
                (agent, arguments, progress) ->
                        service.await(agent, arguments, (view, waited) -> tell(progress, view, waited)));
        offer("revise_action", (agent, arguments, progress) -> service.revise(agent, arguments));
        offer("withdraw_action", (agent, arguments, progress) -> service.withdraw(agent, arguments));
        offer("report_execution", (agent, arguments, progress) -> service.report(agent, arguments));
        offer("report_escape", (agent, arguments, progress) -> service.escape(agent, arguments));
    }

    private void offer(String name, Tool tool) {
        ToolText text = ToolText.named(name);
        tools.newTool(name)
                .setTitle(text.title())
                .setDescription(text.description())
                .setInputSchema(text.input())
                .setOutputSchema(text.output())
                .setAnnotations(new ToolAnnotations(text.title(), text.readOnly(), false, text.idempotent(), false))
                .setAsyncHandler(call -> answer(tool, call))
                .register();
    }

    private Uni<ToolResponse> answer(Tool tool, ToolArguments call) {
        return Uni.createFrom()
                .deferred(() -> tool.call(agent(), Arguments.of(call.args(), mapper), call.progress()))
                .map(this::shown)
                .onFailure()
                .recoverWithItem(this::refused);
    }

    /** Whoever has no such role was turned away before; this holds whatever is configured. */
    private String agent() {
        @Nullable String agent = caller.agentOrNobody();
        if (agent == null) {
            throw Problem.of(403, "forbidden", "Not allowed", "Your role does not allow this.");
        }
        return agent;
    }

    private ToolResponse shown(Object view) {
        try {
            return new ToolResponse(
                    false, List.of(new TextContent(mapper.writeValueAsString(view))), mapper.valueToTree(view), null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view can always be written", e);
        }
    }

    /** As text alone: what is structured has the shape that the tool promises. */
    private ToolResponse refused(Throwable failure) {
        return ToolResponse.error(Failures.json(failure, mapper));
    }

    private static Uni<Void> tell(Progress progress, EvaluationView view, int waited) {
        if (progress.token().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String owner = view.review() == null ? null : view.review().owner();
        return progress.notificationBuilder()
                .setProgress(waited)
                .setMessage(owner == null ? "waiting for a person" : "waiting for " + owner)
                .build()
                .send();
    }
}
