package dev.countersign.bench.peers;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.operaton.bpm.engine.variable.Variables;

/** Operaton, the continued Camunda 7. */
final class OperatonTasks implements UserTasks {

    private final ProcessEngine engine;

    OperatonTasks(DataSource database) {
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setDataSource(database);
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        configuration.setJobExecutorActivate(false);
        configuration.setMetricsEnabled(false);
        configuration.setTaskMetricsEnabled(false);
        configuration.setAuthorizationEnabled(false);
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .name(PROCESS)
                .addClasspathResource(DEFINITION)
                .enableDuplicateFiltering(true)
                .deploy();
    }

    @Override
    public String create(Case opened) {
        Map<String, Object> variables = Variables.createVariables()
                .putValue(TITLE, opened.title())
                .putValue(EFFECT, opened.effect())
                .putValue(DECIDE_BY, Date.from(opened.decideBy()))
                // Text of any length; a string variable holds 4,000 characters.
                .putValue(CONTENT, opened.content().getBytes(StandardCharsets.UTF_8));
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
                .orderByDueDate()
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
            engine.getIdentityService().clearAuthentication();
        }
    }
}
