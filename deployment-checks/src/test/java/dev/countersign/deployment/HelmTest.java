package dev.countersign.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart under the newest Helm, beside the one that the other tests bring along. */
class HelmTest {

    static List<Path> valuesFiles() {
        return Project.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void lintsStrictlyAndRendersTheSame(Path values) {
        Path helm = Tools.require("helm");
        String chart = Project.CHART.toString();

        Tools.Said lint = Tools.run(helm, "lint", "--strict", chart, "--values", values.toString());
        assertThat(lint.status()).as(lint.text()).isZero();
        Tools.Said rendered = Tools.run(
                helm,
                "template",
                Chart.RELEASE,
                chart,
                "--namespace",
                Chart.NAMESPACE,
                "--kube-version",
                Chart.KUBERNETES,
                "--values",
                values.toString());
        assertThat(rendered.status()).as(rendered.text()).isZero();
        assertThat(Manifests.parse(rendered.text()).objects())
                .containsExactlyInAnyOrderElementsOf(Chart.rendered(values).objects());
    }
}
