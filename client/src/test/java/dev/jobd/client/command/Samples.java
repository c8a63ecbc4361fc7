package dev.jobd.client.command;

/// What a daemon might answer, as JSON with `'` for `"`.
final class Samples {
    /// A job that runs every five minutes and failed last.
    static final String SYNC =
            """
            {'name':'sync','cmd':['rsync','-a','my files/','host:'],
            'schedule':{'kind':'fixed-rate','every_ms':300000,'anchor':'2026-11-25T13:00:00.000Z'},
            'group':'default','priority':0,'retries':2,'retry_delay_ms':10000,'timeout_ms':60000,
            'stop_signal':'TERM','grace_ms':10000,'on_daemon_restart':'adopt','keep_runs':50,'keep_for_ms':86400000,'dir':'/data','env':{},'umask':'0022','id':17,'rev':3,
            'created':'2026-11-25T13:00:00.000Z','updated':'2026-11-25T13:00:00.000Z',
            'command_text':'rsync -a my files/ host:','schedule_text':'every 5m',
            'state':'waiting','paused':false,'next':'2026-11-25T13:35:00.000Z','active':null,
            'active_count':0,'last':{'run':12,'outcome':'failed','ended':'2026-11-25T13:29:00.000Z',
            'exit':3,'started':'2026-11-25T13:28:58.000Z','duration_ms':2340},
            'counts':{'ok':3,'failed':1,'skipped':0}}\
            """
                    .replace("\n", "");

    /// A job that runs now for the first time.
    static final String BUILD =
            """
            {'name':'make-18','cmd':['make'],'schedule':{'kind':'now'},'group':'default',
            'priority':0,'retries':0,'retry_delay_ms':10000,'timeout_ms':null,'stop_signal':'TERM',
            'grace_ms':10000,'dir':'/src','env':{},'umask':'0022','id':18,'rev':1,
            'created':'2026-11-25T13:29:55.000Z','updated':'2026-11-25T13:29:55.000Z',
            'command_text':'make','schedule_text':'once, at once','state':'running','paused':false,
            'next':null,'active':{'id':'18/1','job':'make-18','job_id':18,'number':1,
            'trigger':'schedule','due':'2026-11-25T13:29:55.000Z',
            'queued':'2026-11-25T13:29:55.000Z','state':'running','attempt':1,'attempts_max':1,
            'started':'2026-11-25T13:29:55.000Z','pid':4711,'attempts':[],'waits_for':null},
            'active_count':1,'last':null,'counts':{'ok':0,'failed':0,'skipped':0}}\
            """
                    .replace("\n", "");

    /// Run 12 of the first of them.
    static final String RUN =
            """
            {'id':'17/12','job':'sync','job_id':17,'number':12,'trigger':'schedule',
            'due':'2026-11-25T13:28:58.000Z','queued':'2026-11-25T13:28:58.000Z','state':'failed',
            'attempt':3,'attempts_max':3,'started':'2026-11-25T13:28:58.000Z',
            'ended':'2026-11-25T13:29:00.000Z','duration_ms':2340,'exit':3,'cpu_ms':120,
            'max_rss':8388608,'attempts':[],'waits_for':null}\
            """
                    .replace("\n", "");

    /// The first run of the second of them, before it starts.
    static final String FIRST_RUN =
            """
            {'id':'18/1','job':'make-18','job_id':18,'number':1,'trigger':'schedule',
            'due':'2026-11-25T13:29:55.000Z','queued':'2026-11-25T13:29:55.000Z','state':'queued',
            'attempt':0,'attempts_max':1,'attempts':[],'waits_for':'slot'}\
            """
                    .replace("\n", "");

    private Samples() {}

    /// Returns a member of an object.
    static String with(String member, String object) {
        return "{'" + member + "':" + object + ",'seq':5}";
    }

    /// Returns a page.
    static String page(String... items) {
        return "{'items':["
                + String.join(",", items)
                + "],'seq':5,'now':'2026-11-25T13:30:00.000Z'}";
    }
}
