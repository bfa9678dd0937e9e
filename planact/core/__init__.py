"""The values everything speaks - plans, actions, trajectories - with their grammars. No I/O."""
