package io.github.luasearchers.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.tools.ant.BuildEvent;
import org.apache.tools.ant.BuildException;
import org.apache.tools.ant.DefaultLogger;
import org.apache.tools.ant.Project;
import org.apache.tools.ant.ProjectHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ant's {@code <script manager="javax">}. */
class AntTest {

  @TempDir Path folder;
  private final List<String> messages = new ArrayList<>();

  @Test
  void script_seesAndSetsProperties() throws Exception {
    Project project =
        run(
            """
            <property name="given" value="value"/>
            <script language="lua" manager="javax">
              project:setProperty('made', given:upper() .. '-' .. project:getProperty('given'))
              project:setProperty('task', self:getTaskName())
              self:log('logged from Lua')
            </script>
            """);
    assertThat(project.getProperty("made")).isEqualTo("VALUE-value");
    assertThat(project.getProperty("task")).isEqualTo("script");
    assertThat(messages).contains("logged from Lua");
  }

  @Test
  void script_makesTasks() throws Exception {
    Project project =
        run(
            """
            <script language="lua" manager="javax"><![CDATA[
              for i = 1, 3 do
                local echo = project:createTask('echo')
                echo:setMessage('number ' .. i)
                echo:setFile(luajava.newInstance('java.io.File', '%s', 'out' .. i))
                echo:perform()
              end
            ]]></script>
            """
                .formatted(folder.toString().replace('\\', '/')));
    assertThat(folder.resolve("out3")).hasContent("number 3");
    assertThat(project.getProperties()).doesNotContainKey("i");
  }

  @Test
  void scriptdef_hasAttributes() throws Exception {
    Project project =
        run(
            """
            <scriptdef name="twice" language="lua" manager="javax">
              <attribute name="text"/>
              <attribute name="property"/>
              project:setProperty(attributes:get('property'), attributes.text:rep(2))
            </scriptdef>
            <twice text="ab" property="result"/>
            """);
    assertThat(project.getProperty("result")).isEqualTo("abab");
  }

  @Test
  void script_failsTheBuild() {
    assertThatThrownBy(
            () -> run("<script language='lua' manager='javax'>\nerror('broken')</script>"))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("broken");
  }

  @Test
  void buildException_passesAsItself() {
    assertThatThrownBy(
            () ->
                run(
                    "<script language='lua' manager='javax'>project:executeTarget('missing')"
                        + "</script>"))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("Target \"missing\" does not exist");
  }

  private Project run(String tasks) throws IOException {
    Path file = folder.resolve("build.xml");
    Files.writeString(file, "<project><target name='main'>" + tasks + "</target></project>");
    Project project = new Project();
    project.addBuildListener(
        new DefaultLogger() {
          @Override
          public void messageLogged(BuildEvent event) {
            messages.add(event.getMessage());
          }
        });
    project.init();
    ProjectHelper.configureProject(project, file.toFile());
    project.executeTarget("main");
    return project;
  }
}
