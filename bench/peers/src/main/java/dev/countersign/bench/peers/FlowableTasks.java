package dev.countersign.bench.peers;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/** Flowable. */
final class FlowableTasks implements UserTasks {

    private final ProcessEngine engine;

    FlowableTasks(DataSource database) {
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(database);
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setHistoryLevel(HistoryLevel.FULL);
        configuration.setAsyncExecutorActivate(false);
        configuration.setDisableIdmEngine(true);
        configuration.setDisableEventRegistry(true);
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .name(PROCESS)
                .addClasspathResource(DEFINITION)
                .enableDuplicateFiltering()
                .deploy();
    }

    @Override
    public String create(Case opened) {
        Map<String, Object> variables = Map.of(
                TITLE,
                opened.title(),
                EFFECT,
                opened.effect(),
                DECIDE_BY,
                Date.from(opened.decideBy()),
                CONTENT,
                opened.content().getBytes(StandardCharsets.UTF_8));
        String instance = engine.getRuntimeService()
                .startProcessInstanceByKey(PROCESS, variables)
                .getId();
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
    }

    @Override
    public List<Open> list(String person, String team, int limit) {
        return engine
                .getTaskService()
                .createTaskQuery()
                .or()
                .taskAssignee(person)
                .taskCandidateGroup(team)
                .endOr()
                .orderByTaskDueDate()
                .asc()
                .listPage(0, limit)
                .stream()
                .map(task -> new Open(
                        task.getId(),
                        task.getName(),
                        task.getDescription(),
                        task.getDueDate().toInstant()))
                .toList();
    }

    @Override
    public void claim(String task, String person) {
        engine.getTaskService().claim(task, person);
    }

    @Override
    public void complete(String task, String person, String decision, String reason) {
        engine.getIdentityService().setAuthenticatedUserId(person);
        try {
            engine.getTaskService().complete(task, Map.of(DECISION, decision, REASON, reason));
        } finally {
            engine.getIdentityService().setAuthenticatedUserId(null);
        }
    }
}
