"""What happens to facts that need a paper: rendered outside any transaction, recorded and told inside one."""
